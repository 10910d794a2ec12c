package io.mltwin.workspace.deployments;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * {@code templateHash}: the same number for templates of the same content.
 *
 * <p>Deviation: a template's hash is another number than Azure's, which does not publish how it is
 * computed.
 */
final class TemplateHash {

    private static final int DIGITS = 16;

    private TemplateHash() {}

    /** Answer of {@code calculateTemplateHash}. */
    record Body(String minifiedTemplate, String templateHash) {

        static Body of(JsonNode template) {
            return new Body(template.toString(), TemplateHash.of(template));
        }
    }

    static String of(JsonNode template) {
        return Long.toUnsignedString(
                Long.parseUnsignedLong(Fingerprint.of(template).substring(0, DIGITS), 16));
    }
}
