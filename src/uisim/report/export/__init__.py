"""Results in the formats of others: Excel, Stata, CSV, Parquet, beancount, a data package."""
