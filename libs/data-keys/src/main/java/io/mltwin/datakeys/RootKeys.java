package io.mltwin.datakeys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import io.mltwin.datakeys.DataKeys.KeyWrapper;
import io.mltwin.platform.PlatformConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/**
 * A service's root keys, in its private folder: they play the keys that Microsoft manages. Key
 * sets, so that a new one can be added and old data still be read.
 */
public final class RootKeys implements KeyWrapper {

    static {
        try {
            AeadConfig.register();
            StreamingAeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Aead aead;

    private RootKeys(KeysetHandle keys) throws GeneralSecurityException {
        this.aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /**
     * Reads {@code root-keys.json}.
     *
     * @throws DataKeyException when it is missing or none: then nothing that was stored can be
     *     read, and a new one must not silently take its place
     */
    public static RootKeys read(Path privateDir) {
        Path file = privateDir.resolve("root-keys.json");
        try {
            return new RootKeys(
                    TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get()));
        } catch (IOException | GeneralSecurityException e) {
            throw new DataKeyException("Cannot read the root keys " + file + ", so nothing stored can be decrypted", e);
        }
    }

    /**
     * Makes root keys where there are none yet; an existing file is kept. The file is there whole
     * and on the disk, or not at all.
     */
    public static void create(Path file) {
        if (Files.exists(file)) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        try {
            KeysetHandle keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            Path draft = Files.createTempFile(folder, "root-keys", ".new");
            try {
                Files.writeString(
                        draft, TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()));
                force(draft, StandardOpenOption.WRITE);
                // a link is refused where another process was first
                Files.createLink(file, draft);
                force(folder, StandardOpenOption.READ);
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException kept) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("Cannot make root keys", e);
        }
    }

    private static void force(Path file, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(file, mode)) {
            channel.force(true);
        }
    }

    @Override
    public byte[] wrap(byte[] material, String context) {
        try {
            return aead.encrypt(material, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The root key cannot wrap", e);
        }
    }

    @Override
    public byte[] unwrap(byte[] wrapped, String context) {
        try {
            return aead.decrypt(wrapped, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new DataKeyException("The root key cannot unwrap this: it was altered or wrapped by another key", e);
        }
    }

    /**
     * Makes a service's root keys injectable, read once from its private folder. They play the keys
     * that Microsoft manages in Azure.
     */
    static class RootKeySource {

        @Produces
        @Singleton
        RootKeys rootKeys(PlatformConfig config) {
            return RootKeys.read(config.privateDir());
        }
    }
}
