"""Engines, found by file name. Who holds the postings?"""
