"""Running Samsyn: the web server, its job worker, and the demo that is filled the first time."""
