"""What setuptools cannot read from pyproject.toml: Babel's message extractors."""

from setuptools import setup

setup(
    message_extractors={
        "ckanext/camau": [
            ("**.py", "python", None),
            ("**.js", "javascript", None),
            ("templates/**.html", "ckan", None),
            ("templates/**.txt", "ckan", None),
        ],
    },
)
