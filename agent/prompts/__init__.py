"""Every sentence people see or hear: message catalogues, a folder a language."""
