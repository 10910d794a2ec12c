package io.mltwin.keyvault.keys.material;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.Set;

/**
 * Type and size of a key.
 *
 * @param kty {@code RSA}, {@code EC}, {@code oct}, or with {@code -HSM}
 * @param curve of an EC key, else null
 * @param size bits of an RSA or symmetric key, else null
 */
public record KeyShape(String kty, Curve curve, Integer size) {

    private static final Set<Integer> SIZES = Set.of(2048, 3072, 4096);
    private static final List<String> OF_RSA = List.of("encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey");

    /** The operation of a key that wraps other keys for their import ("bring your own key"). */
    private static final String IMPORT = "import";

    private static final List<String> OF_EC = List.of("sign", "verify");
    private static final Set<Integer> SYMMETRIC_SIZES = Set.of(128, 192, 256);
    private static final List<String> OF_OCT = List.of("encrypt", "decrypt", "wrapKey", "unwrapKey");
    private static final String OCT = "oct";
    private static final String HSM = "-HSM";

    /**
     * Checks the type and size that a request names.
     *
     * @param premium the vault's SKU has hardware-protected keys
     * @throws AzureException 400 {@code BadParameter}
     */
    public static KeyShape of(String kty, String curve, Integer size, boolean premium) {
        badParameterIf(isEmpty(kty), "The parameter kty must be specified.");
        boolean symmetric = kty.equals(OCT) || kty.equals(OCT + HSM);
        if (!Set.of("RSA", "EC", "RSA-HSM", "EC-HSM").contains(kty) && !(symmetric && premium)) {
            throw badParameter("Invalid kty value: " + kty).withInnerCode("KeyTypeNotSupported");
        }
        badParameterIf(kty.endsWith(HSM) && !premium, "Hardware key operation not allowed on standard vault");
        if (symmetric) {
            return symmetric(kty, curve, size);
        }
        return kty.startsWith("RSA") ? rsa(kty, curve, size) : ec(kty, curve, size);
    }

    private static KeyShape symmetric(String kty, String curve, Integer size) {
        badParameterIf(curve != null, "The parameter crv is for EC keys only.");
        int bits = size == null ? 256 : size;
        badParameterIf(
                !SYMMETRIC_SIZES.contains(bits),
                "The specified size of a symmetric key %s is not supported: it is 128, 192 or 256.",
                bits);
        return new KeyShape(kty, null, bits);
    }

    private static KeyShape rsa(String kty, String curve, Integer size) {
        badParameterIf(curve != null, "The parameter crv is for EC keys only.");
        int bits = size == null ? 2048 : size;
        badParameterIf(!SIZES.contains(bits), "The specified RSA public modulus size %s is not supported.", bits);
        return new KeyShape(kty, null, bits);
    }

    private static KeyShape ec(String kty, String curve, Integer size) {
        badParameterIf(size != null && curve == null, "The size of an EC key follows from its curve: give crv.");
        return new KeyShape(
                kty,
                curve == null
                        ? Curve.P_256
                        : Curve.of(curve).orElseThrow(() -> badParameter("Invalid crv value: " + curve)),
                null);
    }

    public boolean isRsa() {
        return kty.startsWith("RSA");
    }

    /** Returns whether the key is one secret and no pair. */
    public boolean isSymmetric() {
        return kty.startsWith(OCT);
    }

    /** Returns all operations of a key of this type. */
    public List<String> operations() {
        if (isSymmetric()) {
            return OF_OCT;
        }
        return isRsa() ? OF_RSA : OF_EC;
    }

    /**
     * Returns the operations of a key: those given, else all, since clients that name none send an
     * empty list. A key of type RSA-HSM may instead be for the import of others, and then for
     * nothing else.
     *
     * @throws AzureException 400 {@code BadParameter} for one that the type does not know
     */
    public List<String> operations(List<String> given) {
        if (isEmpty(given)) {
            return operations();
        }
        if (given.contains(IMPORT) && kty.equals("RSA" + HSM)) {
            return forImport(given);
        }
        for (String operation : given) {
            badParameterIf(
                    operation == null || !operations().contains(operation),
                    "Key_ops has an operation that a key of type %s does not know: %s",
                    kty,
                    operation);
        }
        return given.stream().distinct().toList();
    }

    private static List<String> forImport(List<String> given) {
        badParameterIf(
                given.stream().anyMatch(operation -> !IMPORT.equals(operation)),
                "Key_ops has the operation import, which excludes every other operation.");
        return List.of(IMPORT);
    }
}
