import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Prints how much the cryptography of the services signs and encrypts per second, on one thread, by the compiler that this JVM has. */
public final class CryptoBench {

    private static final long HALF_SECOND = 500_000_000L;
    private static final int MEGABYTE = 1 << 20;

    private CryptoBench() {}

    public static void main(String[] args) throws GeneralSecurityException {
        ServiceCryptography.install();
        Signature signature = Signature.getInstance("SHA256withRSA");
        System.out.printf("  provider: %s%n", signature.getProvider().getName());
        System.out.printf("  rs256SignsPerSecond: %d%n", signs(signature));
        System.out.printf("  aesGcmMegabytesPerSecond: %d%n", megabytes());
    }

    private static long signs(Signature signature) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        byte[] message = "header.payload".getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < HALF_SECOND) {
            signature.initSign(pair.getPrivate());
            signature.update(message);
            signature.sign();
            count++;
        }
        return count * 1_000_000_000L / (System.nanoTime() - start);
    }

    private static long megabytes() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(128);
        SecretKey key = generator.generateKey();
        byte[] block = new byte[MEGABYTE];
        byte[] out = new byte[MEGABYTE + 16];
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < HALF_SECOND) {
            byte[] nonce = new byte[12];
            nonce[0] = (byte) count;
            nonce[1] = (byte) (count >> 8);
            nonce[2] = (byte) (count >> 16);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.doFinal(block, 0, block.length, out);
            count++;
        }
        return count * 1_000_000_000L / (System.nanoTime() - start);
    }
}
