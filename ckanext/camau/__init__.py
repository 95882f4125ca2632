"""Catalogue and open-data portal of Cà Mau province: a CKAN 2.12 extension."""
