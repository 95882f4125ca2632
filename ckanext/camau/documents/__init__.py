"""Documents that leave the portal: annexes of decisions, review sheets, dossiers, the diagram of the routes.

What a document says is built here as plain data (``annex``, ``sheet``, ``dossier``, ``route_diagram``: pure) and
printed by ``docx``, ``pdf`` and ``xlsx``, which know no content. Wording and layout stand in ``data/`` and
``templates/``, which officers may edit. ``glue`` and ``cache`` alone know of CKAN. Nothing here decides who may read.
"""
