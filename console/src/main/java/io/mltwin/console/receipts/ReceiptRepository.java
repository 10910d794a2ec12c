package io.mltwin.console.receipts;

import io.agroal.api.AgroalDataSource;
import io.mltwin.armweb.Json;
import io.mltwin.console.receipts.Receipts.Receipt;
import io.mltwin.console.session.Session;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Keeps the last receipts of each session. */
@Singleton
record ReceiptRepository(AgroalDataSource database) {

    private static final int KEPT = 50;

    /** Stores a receipt and returns its id. */
    String add(Session session, Receipt receipt) {
        String id = UUID.randomUUID().toString();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into console_receipt (id, session_id, body) values (?, ?, ?)");
                PreparedStatement forget =
                        connection.prepareStatement("delete from console_receipt where session_id = ? and arrival <="
                                + " (select arrival from console_receipt where session_id = ?"
                                + " order by arrival desc offset ? limit 1)")) {
            insert.setString(1, id);
            insert.setString(2, session.id());
            insert.setString(3, Json.write(receipt));
            insert.executeUpdate();
            forget.setString(1, session.id());
            forget.setString(2, session.id());
            forget.setInt(3, KEPT);
            forget.executeUpdate();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException("A receipt cannot be stored", e);
        }
    }

    Optional<Receipt> find(Session session, String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select body from console_receipt where id = ? and session_id = ?")) {
            query.setString(1, id);
            query.setString(2, session.id());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(Json.read(rows.getString(1), Receipt.class)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A receipt cannot be read", e);
        }
    }
}
