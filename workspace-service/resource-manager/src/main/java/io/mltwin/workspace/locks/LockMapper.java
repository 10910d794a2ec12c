package io.mltwin.workspace.locks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Maps between a lock's row and its wire form. */
final class LockMapper {

    private static final TypeReference<List<LockBody.Owner>> OWNERS = new TypeReference<>() {};

    private LockMapper() {}

    static LockBody body(LockEntity row, ObjectMapper json) {
        List<LockBody.Owner> owners = owners(row.owners, json);
        return new LockBody(
                row.id,
                row.name,
                LockBody.TYPE,
                new LockBody.Properties(row.level, row.notes, owners.isEmpty() ? null : owners));
    }

    static String owners(List<LockBody.Owner> owners, ObjectMapper json) {
        try {
            return json.writeValueAsString(owners == null ? List.of() : owners);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("owners cannot be written", e);
        }
    }

    private static List<LockBody.Owner> owners(String text, ObjectMapper json) {
        try {
            return json.readValue(text, OWNERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("owners of a lock cannot be read", e);
        }
    }
}
