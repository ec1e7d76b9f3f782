"""What an upload must survive before it is stored. Each module refuses with one sentence, a ValidationError with the
place %(name)s for the file; wpsnet.files puts them together into form fields."""
