"""Lists of the paper that goes to the departments (材料移交清单)."""
