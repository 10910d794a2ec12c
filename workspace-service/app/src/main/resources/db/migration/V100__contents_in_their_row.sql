-- A content of some kilobytes stays in its row: out of line it was three rows more and three entries of an index, which
-- each write made and each read looked up.
alter table stored_content set (toast_tuple_target = 8160);
