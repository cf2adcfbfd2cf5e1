"""Reports and public figures: counted by definitions that are data, frozen when they are issued, told one way."""
