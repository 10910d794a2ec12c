-- Since when the operation of an image waits for the packages of its environment, and what its build log said of them last.
alter table image
    add column packages_since timestamptz,
    add column packages_said  text;
