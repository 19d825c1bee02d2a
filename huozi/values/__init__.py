"""The frozen values that pass between the stages. They know no stage."""
