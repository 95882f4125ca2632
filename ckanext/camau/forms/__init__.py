"""What a form asks, what a browser sends back, two people on one content. Pure: no request, no action."""
