"""Certificates and copies of e-licences as signed PDF, made when they are asked for."""
