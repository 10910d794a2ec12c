package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;

/** The key that is regenerated: declared as a number yet enumerated as words, so both are read. */
public enum KeyType {
    PRIMARY,
    SECONDARY;

    static KeyType parse(JsonNode node) {
        String text = node == null ? "" : node.asText();
        if (text.equals("0") || AsciiCase.equal(text, "Primary")) {
            return PRIMARY;
        }
        if (text.equals("1") || AsciiCase.equal(text, "Secondary")) {
            return SECONDARY;
        }
        throw badRequest("InvalidKeyType", "The keyType must be Primary (0) or Secondary (1).");
    }
}
