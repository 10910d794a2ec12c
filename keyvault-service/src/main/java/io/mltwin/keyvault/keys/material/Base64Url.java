package io.mltwin.keyvault.keys.material;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

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
        badParameterIf(text == null, "The parameter %s must be specified.", member);
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw badParameter("The parameter %s is no base64url.", member);
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
