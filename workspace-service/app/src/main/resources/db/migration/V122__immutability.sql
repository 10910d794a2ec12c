-- Immutability policy and legal holds of a container, in the form of the class Immutability; null: none.
alter table blob_container
    add immutability text;
