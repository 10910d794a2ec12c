package io.mltwin.keyvault.keys.material;

import io.mltwin.keyvault.objects.ObjectErrors;
import java.util.Base64;

/** Encodes and decodes bytes as Key Vault's bodies carry them. */
public final class Base64Url {

    private Base64Url() {}

    /**
     * Decodes a text with or without padding.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} that names the member
     */
    public static byte[] decode(String member, String text) {
        if (text == null) {
            throw ObjectErrors.badParameter("The parameter " + member + " must be specified.");
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw ObjectErrors.badParameter("The parameter " + member + " is no base64url.");
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
