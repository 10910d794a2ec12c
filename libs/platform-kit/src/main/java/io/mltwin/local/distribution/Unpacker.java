package io.mltwin.local.distribution;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Unpacks a distribution, once for each user, version and content, into the user's cache. It is the
 * main class of the distribution's own file:
 * {@code java -jar mltwin-platform-linux-x86_64.jar} prints the folder. So it uses the JDK alone.
 */
public final class Unpacker {
    private static final String DESCRIPTION = "mltwin-distribution.json";
    private static final String COMMAND = "mltwin";
    private static final int DIGITS = 16;

    private final Path distribution;
    private final Path cache;

    /**
     * @param distribution the file
     * @param cache below which it is unpacked
     */
    public Unpacker(Path distribution, Path cache) {
        this.distribution = distribution;
        this.cache = cache;
    }

    /**
     * @param arguments a folder to unpack into instead of the cache, or none
     */
    public static void main(String[] arguments) throws URISyntaxException {
        Path distribution = Path.of(Unpacker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try {
            Unpacker unpacker = new Unpacker(distribution, UserCache.folder());
            System.out.println(arguments.length == 0 ? unpacker.folder() : unpacker.into(Path.of(arguments[0])));
        } catch (IOException e) {
            System.err.println("mltwin: " + distribution + " cannot be unpacked: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns the folder of the unpacked distribution, VERSION-DIGEST in the cache. Whoever comes
     * first unpacks, others wait; what a killed process left half unpacked is done again.
     *
     * @throws IOException if it cannot be unpacked, or a folder of that name belongs to another user
     */
    public Path folder() throws IOException {
        try (ZipFile zip = new ZipFile(distribution.toFile())) {
            Path folder = cache.resolve(name(zip)).toAbsolutePath();
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(cache);
                unpackOnce(zip, folder);
            }
            UserCache.requireOwn(folder);
            return folder;
        }
    }

    /** Unpacks into a folder that is not there or is empty. */
    Path into(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(distribution.toFile())) {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new IOException("the folder " + folder + " is not empty");
                }
            }
            unpack(zip, folder.toAbsolutePath());
            return folder.toAbsolutePath();
        }
    }

    private void unpackOnce(ZipFile zip, Path folder) throws IOException {
        Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
        // the file lock holds off other programs, the monitor other threads of this one
        synchronized (Unpacker.class) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                if (Files.isDirectory(folder)) {
                    return;
                }
                Path draft = folder.resolveSibling(folder.getFileName() + ".new");
                delete(draft);
                Files.createDirectory(
                        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                unpack(zip, draft);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                force(cache);
            }
        }
    }

    private static void unpack(ZipFile zip, Path target) throws IOException {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("it names a file outside its folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
                continue;
            }
            Files.createDirectories(file.getParent());
            try (InputStream content = zip.getInputStream(entry)) {
                Files.copy(content, file);
            }
            if (entry.getName().equals(COMMAND)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            force(file);
        }
    }

    private String name(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(DESCRIPTION);
        if (entry == null) {
            throw new IOException("it is no distribution of mltwin, for it has no " + DESCRIPTION);
        }
        try (InputStream content = zip.getInputStream(entry)) {
            String json = new String(content.readNBytes(4096), StandardCharsets.UTF_8);
            return value(json, "version", "[0-9A-Za-z.+-]+")
                    + "-"
                    + value(json, "digest", "[0-9a-f]{64}").substring(0, DIGITS);
        }
    }

    private static String value(String json, String name, String form) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"(" + form + ")\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("its " + DESCRIPTION + " has no " + name);
        }
        return matcher.group(1);
    }

    /** On the disk before the folder gets its name: after a power cut it is whole or not there. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
