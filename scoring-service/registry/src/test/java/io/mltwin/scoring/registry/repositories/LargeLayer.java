package io.mltwin.scoring.registry.repositories;

import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccount.RetentionPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Pushes a layer of so many MiB in two chunks, reads it whole and reads its last bytes, in the heap
 * that this process was given. Prints the bytes it read.
 */
final class LargeLayer {

    private static final long MEBIBYTE = 1 << 20;

    private LargeLayer() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long size = Long.parseLong(arguments[1]) * MEBIBYTE;
        RootKeys.create(folder.resolve("root-keys.json"));
        RootKeys rootKeys = RootKeys.read(folder);
        UUID id = UUID.randomUUID();
        byte[] wrapped = DataKeys.generate(rootKeys, "registry:" + id);
        RegistryAccount registry = new RegistryAccount(
                id,
                "/subscriptions/s",
                "t",
                "reg",
                "reg.azurecr.test",
                true,
                true,
                new RetentionPolicy(false, 7, null),
                () -> DataKeys.open(wrapped, rootKeys, "registry:" + id));
        Digest.Measuring measuring =
                new Digest.Measuring(OutputStream.nullOutputStream(), Digest.parse("sha256:" + "0".repeat(64)));
        new Bytes(size).transferTo(measuring);
        Digest digest = measuring.digest();
        BlobFiles files = new BlobFiles(folder.resolve("data"));
        UUID upload = UUID.randomUUID();
        files.accept(registry, files.write(registry, upload, 0, new Bytes(size / 2)));
        InputStream rest = new Bytes(size);
        rest.skipNBytes(size / 2);
        files.settle(registry, files.assemble(registry, upload, 1, rest, digest));
        files.abandon(id, upload);
        long read;
        try (InputStream whole = files.open(registry, digest)) {
            read = whole.transferTo(OutputStream.nullOutputStream());
        }
        try (InputStream end = files.open(registry, digest, new BlobRange(size - 10, 10))) {
            read += end.readAllBytes().length;
        }
        System.out.println(read);
    }

    /** Bytes that repeat after 251. */
    private static final class Bytes extends InputStream {
        private final long size;
        private long at;

        Bytes(long size) {
            this.size = size;
        }

        @Override
        public int read() {
            return at == size ? -1 : (int) (at++ % 251);
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (at == size) {
                return -1;
            }
            int length = (int) Math.min(count, size - at);
            for (int i = 0; i < length; i++) {
                target[from + i] = (byte) (at++ % 251);
            }
            return length;
        }
    }
}
