-- Web services on ACI under a version of a customer's key: it then wraps data_key in place of the service's root key.
alter table web_service add column key_identifier text;
create index web_service_under_customer_key on web_service (endpoint) where key_identifier is not null;
