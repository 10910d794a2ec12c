package io.mltwin.datakeys;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Makes root keys on a disk that takes nothing. */
final class FullDiskRootKeys {

    static final int REFUSED = 9;

    private FullDiskRootKeys() {}

    public static void main(String[] arguments) {
        try {
            RootKeys.create(Path.of(arguments[0]));
        } catch (UncheckedIOException full) {
            System.exit(REFUSED);
        }
    }
}
