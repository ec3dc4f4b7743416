"""The clerk's comprehensive window (综合窗口): worklist, review of a case, decision, notice."""
