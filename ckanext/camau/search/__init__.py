"""The canonicaliser, the Solr configset and what is indexed."""
