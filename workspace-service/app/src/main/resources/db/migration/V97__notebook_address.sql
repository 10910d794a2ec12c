create unique index ml_notebook_resource on ml_notebook (resource_id);
