package io.mltwin.keyvault.keys.material;

import static io.mltwin.keyvault.objects.ObjectErrors.badParameter;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * An algorithm by which symmetric keys encrypt and wrap ("Key types, algorithms, and operations",
 * as of Managed HSM): AES in GCM and CBC, and AES Key Wrap (RFC 3394). Each is named after the size
 * of its key.
 */
public enum SymmetricAlgorithm {
    A128GCM("AES/GCM/NoPadding"),
    A192GCM("AES/GCM/NoPadding"),
    A256GCM("AES/GCM/NoPadding"),
    A128CBC("AES/CBC/NoPadding"),
    A192CBC("AES/CBC/NoPadding"),
    A256CBC("AES/CBC/NoPadding"),
    A128CBCPAD("AES/CBC/PKCS5Padding"),
    A192CBCPAD("AES/CBC/PKCS5Padding"),
    A256CBCPAD("AES/CBC/PKCS5Padding"),
    A128KW("AES/KW/NoPadding"),
    A192KW("AES/KW/NoPadding"),
    A256KW("AES/KW/NoPadding");

    private static final int BLOCK = 16;
    private static final int GCM_IV = 12;

    private final String transformation;

    SymmetricAlgorithm(String transformation) {
        this.transformation = transformation;
    }

    /**
     * The input or output of an operation.
     *
     * @param iv null where the algorithm has none; so the next two, which GCM alone has
     */
    public record Text(byte[] value, byte[] iv, byte[] tag, byte[] aad) {
        @Override
        public String toString() {
            return value.length + " bytes";
        }
    }

    /**
     * Returns the algorithm of a name for a key of this size.
     *
     * @param wrapping for wrapKey and unwrapKey, which know A…KW alone
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter}
     */
    public static SymmetricAlgorithm of(String text, KeyShape shape, boolean wrapping) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(text))
                .filter(known -> known.wraps() == wrapping && known.bits() == shape.size())
                .findFirst()
                .orElseThrow(() -> SignatureAlgorithm.notSupported(text, shape));
    }

    private boolean wraps() {
        return name().endsWith("KW");
    }

    private boolean authenticates() {
        return name().endsWith("GCM");
    }

    private int bits() {
        return Integer.parseInt(name().substring(1, 4));
    }

    /**
     * Encrypts. The vault makes the initialization vector of GCM itself, and of CBC if none is
     * given.
     */
    public Text encrypt(KeyMaterial key, Text given, SecureRandom random) {
        if (authenticates()) {
            if (given.iv() != null) {
                throw badParameter("The parameter iv is made by the vault for the algorithm %s.", name());
            }
            return seal(key, given, bytes(GCM_IV, random));
        }
        refuseAuthentication(given);
        byte[] iv = wraps() || given.iv() != null ? given.iv() : bytes(BLOCK, random);
        return new Text(run(Cipher.ENCRYPT_MODE, key, given.value(), iv), iv, null, null);
    }

    public Text decrypt(KeyMaterial key, Text given) {
        if (authenticates()) {
            return open(key, given);
        }
        refuseAuthentication(given);
        if (!wraps() && given.iv() == null) {
            throw missing("iv");
        }
        return new Text(run(Cipher.DECRYPT_MODE, key, given.value(), given.iv()), null, null, null);
    }

    private Text seal(KeyMaterial key, Text given, byte[] iv) {
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, given.value(), iv, given.aad());
        int length = sealed.length - BLOCK;
        return new Text(
                Arrays.copyOf(sealed, length), iv, Arrays.copyOfRange(sealed, length, sealed.length), given.aad());
    }

    private Text open(KeyMaterial key, Text given) {
        if (given.iv() == null || given.tag() == null) {
            throw missing(given.iv() == null ? "iv" : "tag");
        }
        if (given.iv().length != GCM_IV || given.tag().length != BLOCK) {
            throw badParameter("The parameter iv has 12 bytes and the parameter tag 16 for the algorithm %s.", name());
        }
        byte[] sealed = Arrays.copyOf(given.value(), given.value().length + BLOCK);
        System.arraycopy(given.tag(), 0, sealed, given.value().length, BLOCK);
        byte[] value = gcm(Cipher.DECRYPT_MODE, key, sealed, given.iv(), given.aad());
        return new Text(value, null, null, null);
    }

    private byte[] gcm(int mode, KeyMaterial key, byte[] input, byte[] iv, byte[] aad) {
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            cipher.init(mode, key.secret(), new GCMParameterSpec(BLOCK * 8, iv));
            if (aad != null) {
                cipher.updateAAD(aad);
            }
            return cipher.doFinal(input);
        } catch (GeneralSecurityException wrong) {
            throw incorrect();
        }
    }

    private byte[] run(int mode, KeyMaterial key, byte[] input, byte[] iv) {
        if (wraps() && iv != null || iv != null && iv.length != BLOCK) {
            throw badParameter(
                    wraps() ? "The algorithm " + name() + " takes no iv." : "The parameter iv has 16 bytes.");
        }
        try {
            Cipher cipher = Cipher.getInstance(transformation);
            if (iv == null) {
                cipher.init(mode, key.secret());
            } else {
                cipher.init(mode, key.secret(), new IvParameterSpec(iv));
            }
            return cipher.doFinal(input);
        } catch (GeneralSecurityException wrong) {
            throw incorrect();
        }
    }

    private void refuseAuthentication(Text given) {
        if (given.aad() != null || given.tag() != null) {
            throw badParameter("The parameters aad and tag are for AES-GCM, not for %s.", name());
        }
    }

    private static byte[] bytes(int count, SecureRandom random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static RuntimeException missing(String member) {
        return badParameter("The parameter %s must be specified.", member);
    }

    /** Returns the same refusal for every failure, so that nobody learns more from it. */
    private static RuntimeException incorrect() {
        return badParameter("The parameter is incorrect.");
    }
}
