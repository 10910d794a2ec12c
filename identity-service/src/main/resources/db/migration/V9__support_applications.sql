-- What a service principal is marked with, for Azure ML's support applications their region.
alter table service_principal add column tag text;
