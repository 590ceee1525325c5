"""Companies whose exports lack something: every page, report and download draws."""
