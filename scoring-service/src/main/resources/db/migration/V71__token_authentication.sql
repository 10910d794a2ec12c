-- The token form of a web service's authentication: one form at a time.
alter table web_service add column aad_auth_enabled boolean not null default false;
alter table web_service add constraint web_service_one_form check (not (auth_enabled and aad_auth_enabled));
