"""The unified acceptance platform (统一受理平台): takes in sealed cases, routes them, lets departments decide."""
