"""Auth functions. Each repeats the marks (anonymous, sysadmin check) that CKAN does not inherit."""
