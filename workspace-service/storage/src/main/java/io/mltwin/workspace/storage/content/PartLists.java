package io.mltwin.workspace.storage.content;

import io.agroal.api.AgroalDataSource;
import io.mltwin.datakeys.DataKey;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Contents put together by reference ("Put Block List"): a list of parts of files, under an id that
 * is given once and never changed, so that a reader always reads one version. No byte is moved;
 * each part is decrypted by itself and from any place.
 */
@Singleton
public record PartLists(AgroalDataSource database, ContentFiles files, ContentUse use) {
    private static final String INSERT =
            "insert into content_extent (owner_id, first_byte, byte_count, content_id, content_first)"
                    + " select ?, * from unnest(?, ?, ?, ?)";
    private static final String PARTS =
            "select content_id, content_first, byte_count from content_extent where owner_id = ? order by first_byte";
    private static final String DELETE = "delete from content_extent where owner_id = ?";
    private static final String USED = "select distinct content_id from content_extent where content_id = any (?)";
    private static final String STILL_THERE = "select exists (select from content_extent where owner_id = ?)";

    /** Parts that go on where the one before ends become one. */
    public static List<Part> joined(List<Part> parts) {
        List<Part> runs = new ArrayList<>();
        for (Part part : parts) {
            Part before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (before != null && before.isFollowedBy(part)) {
                runs.set(runs.size() - 1, before.with(part));
            } else {
                runs.add(part);
            }
        }
        return runs;
    }

    /** Keeps a list, inside the transaction that refers to it; its contents have been kept. */
    public UUID keep(List<Part> parts) {
        int count = parts.size();
        UUID list = UUID.randomUUID();
        Long[] firsts = new Long[count];
        Long[] lengths = new Long[count];
        UUID[] contents = new UUID[count];
        Long[] contentFirsts = new Long[count];
        long at = 0;
        for (int i = 0; i < count; i++) {
            Part part = parts.get(i);
            firsts[i] = at;
            lengths[i] = part.length();
            contents[i] = part.contentId();
            contentFirsts[i] = part.first();
            at += part.length();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, list);
            statement.setArray(2, connection.createArrayOf("bigint", firsts));
            statement.setArray(3, connection.createArrayOf("bigint", lengths));
            statement.setArray(4, connection.createArrayOf("uuid", contents));
            statement.setArray(5, connection.createArrayOf("bigint", contentFirsts));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("The parts of a blob cannot be stored", e);
        }
        return list;
    }

    /**
     * Gives a list up, inside the transaction that ceases to refer to it; tells those of its
     * contents that no other list has.
     */
    public Set<UUID> giveUp(UUID list) {
        Set<UUID> contents = new HashSet<>();
        parts(list).forEach(part -> contents.add(part.contentId()));
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, list);
            statement.executeUpdate();
            contents.removeAll(stillUsed(connection, contents));
        } catch (SQLException e) {
            throw new IllegalStateException("The parts of a blob cannot be given up", e);
        }
        return contents;
    }

    private static Set<UUID> stillUsed(Connection connection, Set<UUID> contents) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USED)) {
            statement.setArray(1, connection.createArrayOf("uuid", contents.toArray()));
            Set<UUID> used = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    used.add(rows.getObject(1, UUID.class));
                }
            }
            return used;
        }
    }

    /** In order; none when it has been given up. */
    public List<Part> parts(UUID list) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(PARTS)) {
            statement.setObject(1, list);
            List<Part> parts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    parts.add(new Part(rows.getObject(1, UUID.class), rows.getLong(2), rows.getLong(3)));
                }
            }
            return parts;
        } catch (SQLException e) {
            throw new IllegalStateException("The parts of a blob cannot be looked up", e);
        }
    }

    /**
     * Opens a list for reading; what was opened stays readable though the blob is overwritten.
     *
     * @return null when it has been given up in the meantime: look the blob up again
     */
    public StoredBytes open(UUID list, DataKey key) {
        List<Part> parts = parts(list);
        Set<UUID> contents = new HashSet<>();
        parts.forEach(part -> contents.add(part.contentId()));
        use.begin(contents);
        boolean opened = false;
        try {
            // from here on a release sees that it is being read
            opened = isThere(list);
            return opened ? new PartStream(parts, contents, key, files, use) : null;
        } finally {
            if (!opened) {
                use.end(contents);
            }
        }
    }

    private boolean isThere(UUID list) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(STILL_THERE)) {
            statement.setObject(1, list);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The parts of a blob cannot be looked up", e);
        }
    }
}
