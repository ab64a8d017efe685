// The only reader of the environment: everything that differs between machines, checked once at start.
