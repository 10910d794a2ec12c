-- What an image was made of, by which a later one of the same parts is found, and the log of its build.
alter table image add column parts_key text;
alter table image add column build_log text;
create index image_parts on image (workspace_key, parts_key);
