package io.mltwin.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A folder that a script could write, for what happens to it when the script has ended. It lies in
 * a folder that only the platform writes and is opened once; each name in it is looked up in the
 * handle of its folder, so that a link is followed in no component.
 */
public final class ScriptTree implements Closeable {

    /** So deep folders may be nested where they are read; what is deleted may lie deeper. */
    static final int MOST_DEPTH = 128;

    private static final int MOST_ENTRIES = 100_000;

    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> READ = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> RUN = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path root;
    private final SecureDirectoryStream<Path> top;
    private final UserPrincipal owner;

    /** Begins the names of folders that wait at the top to be deleted; so many there were. */
    private final String moved = "." + UUID.randomUUID() + ".";

    private long count;

    private ScriptTree(Path root, SecureDirectoryStream<Path> top) throws IOException {
        this.root = root;
        this.top = top;
        this.owner = top.getFileAttributeView(PosixFileAttributeView.class).getOwner();
    }

    public static ScriptTree open(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        try (SecureDirectoryStream<Path> parent = secure(root.getParent())) {
            return new ScriptTree(root, enter(parent, root.getFileName()));
        }
    }

    /** An entry of a folder, found by the handle of the folder. */
    private record Entry(SecureDirectoryStream<Path> folder, Path path, PosixFileAttributes is) {

        static Entry of(SecureDirectoryStream<Path> folder, Path path) throws IOException {
            return new Entry(folder, path, view(folder, path.getFileName()).readAttributes());
        }

        Path name() {
            return path.getFileName();
        }
    }

    private interface Visitor {
        void visit(Entry found) throws IOException;
    }

    private static void forEach(SecureDirectoryStream<Path> folder, Path path, Visitor visitor) throws IOException {
        try {
            for (Path each : folder) {
                Entry found;
                try {
                    found = Entry.of(folder, path.resolve(each.getFileName()));
                } catch (NoSuchFileException e) {
                    // it was deleted since the folder was read
                    continue;
                }
                visitor.visit(found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void walk(SecureDirectoryStream<Path> folder, Path path, Visitor visitor) throws IOException {
        if (path.getNameCount() > MOST_DEPTH) {
            throw new IOException(path.getName(0) + " has folders nested deeper than " + MOST_DEPTH);
        }
        forEach(folder, path, found -> {
            visitor.visit(found);
            if (found.is.isDirectory()) {
                try (SecureDirectoryStream<Path> inner = enter(folder, found.name())) {
                    walk(inner, found.path, visitor);
                }
            }
        });
    }

    /**
     * Returns the files below a folder that belong to the script and have one name, sorted. Links,
     * pipes, sockets and devices are passed over.
     *
     * @param below a path in the tree; where it is no folder there are no files
     * @param most more files and folders are refused: the names alone would fill the memory
     * @param leftOut is told of other files, and why
     */
    public List<ScriptFile> files(Path below, int most, Consumer<String> leftOut) throws IOException {
        List<ScriptFile> files = new ArrayList<>();
        int[] seen = {0};
        SecureDirectoryStream<Path> opened;
        try {
            opened = enterAll(below);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return files;
        }
        try (SecureDirectoryStream<Path> folder = opened) {
            walk(folder, below, found -> {
                if (++seen[0] > most) {
                    throw new IOException(below + " holds more than " + most + " files and folders");
                }
                String obstacle = found.is.isRegularFile() ? obstacle(found) : null;
                if (obstacle != null) {
                    leftOut.accept(found.path + " is left out: " + obstacle);
                } else if (found.is.isRegularFile()) {
                    files.add(new ScriptFile(found.path, found.is.size(), found.is.lastModifiedTime()));
                }
            });
        }
        files.sort(Comparator.comparing(ScriptFile::path));
        return files;
    }

    /**
     * Returns the bytes of all files of a folder in which a script writes meanwhile.
     *
     * @throws IOException when part of it is closed or nested too deep, or it holds too much to
     *     look at
     */
    static long size(Path folder) throws IOException {
        long[] bytesAndEntries = new long[2];
        try (ScriptTree tree = open(folder)) {
            addSizes(tree.top, 0, bytesAndEntries);
        }
        return bytesAndEntries[0];
    }

    private static void addSizes(SecureDirectoryStream<Path> folder, int depth, long[] sum) throws IOException {
        forEach(folder, Path.of(""), found -> {
            sum[0] += found.is.size();
            if (depth > MOST_DEPTH || ++sum[1] > MOST_ENTRIES) {
                throw new IOException("a script has left too much to look at");
            }
            if (found.is.isDirectory()) {
                try (SecureDirectoryStream<Path> inner = enter(folder, found.name())) {
                    addSizes(inner, depth + 1, sum);
                } catch (NoSuchFileException | NotDirectoryException e) {
                    // it has gone meanwhile
                    return;
                }
            }
        });
    }

    /** Opens a file that {@link #files} has found. */
    public InputStream read(ScriptFile file) throws IOException {
        try (SecureDirectoryStream<Path> folder = enterAll(file.path().getParent())) {
            Entry found = Entry.of(folder, file.path());
            if (!found.is.isRegularFile() || obstacle(found) != null) {
                throw new IOException(file.path() + " is not the file any more that it was");
            }
            return Channels.newInputStream(
                    folder.newByteChannel(found.name(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        }
    }

    /**
     * Makes one folder of what a build left this process's own: takes it out of the builder's
     * reach, checks all of it, and lets everybody read it and nobody else change it. The rest is
     * deleted.
     *
     * @param folder of the build
     * @param kept the name of that folder in it
     * @throws IOException when something in it is not the build's alone
     */
    public static void settle(Path folder, String kept) throws IOException {
        Path own = folder.resolveSibling(folder.getFileName() + ".own");
        Path name = Path.of(kept);
        delete(own);
        Files.createDirectory(own);
        Files.setPosixFilePermissions(own, RUN);
        try (ScriptTree built = open(folder);
                ScriptTree place = open(own)) {
            built.top.move(name, place.top, name);
            share(own.resolve(name), built.owner, place.owner);
            delete(folder);
            Files.move(own, folder);
        } finally {
            delete(own);
        }
    }

    /** Lets everybody read a folder that this process has made, and run what runs. */
    public static void share(Path folder) throws IOException {
        UserPrincipal me = Files.getOwner(folder);
        share(folder, me, me);
    }

    private static void share(Path folder, UserPrincipal maker, UserPrincipal to) throws IOException {
        try (ScriptTree tree = open(folder);
                SecureDirectoryStream<Path> parent = secure(tree.root.getParent())) {
            if (!tree.owner.equals(maker)) {
                throw new IOException(folder + " belongs to another user");
            }
            walk(tree.top, Path.of(""), found -> tree.give(found, to));
            tree.give(Entry.of(parent, tree.root.getFileName()), to);
        }
    }

    private void give(Entry found, UserPrincipal to) throws IOException {
        if (found.is.isSymbolicLink()) {
            return;
        }
        String obstacle = found.is.isOther() ? "it is no file" : obstacle(found);
        if (obstacle != null) {
            throw new IOException(found.path + " cannot be used: " + obstacle);
        }
        PosixFileAttributeView view = view(found.folder, found.name());
        if (!owner.equals(to)) {
            view.setOwner(to);
        }
        boolean runs = found.is.isDirectory() || found.is.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
        view.setPermissions(runs ? RUN : READ);
    }

    /**
     * Deletes what a script left, however deep it lies and whatever permissions it has. A folder in
     * a folder is moved to the top before its turn comes, so that no path is long and few handles
     * are open.
     */
    public static void delete(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Path name = root.getFileName();
        if (Files.notExists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (SecureDirectoryStream<Path> parent = secure(root.getParent())) {
            Entry found = Entry.of(parent, name);
            if (!found.is.isDirectory()) {
                parent.deleteFile(name);
                return;
            }
            unlock(root, found);
            try (ScriptTree tree = new ScriptTree(root, enter(parent, name))) {
                tree.empty();
            }
            parent.deleteDirectory(name);
        }
    }

    private void empty() throws IOException {
        empty(top, root);
        for (long next = 0; next < count; next++) {
            Path name = Path.of(moved + next);
            try (SecureDirectoryStream<Path> folder = enter(top, name)) {
                empty(folder, root.resolve(name));
            }
            top.deleteDirectory(name);
        }
    }

    /** Deletes the files of a folder, and moves its folders to the top. */
    private void empty(SecureDirectoryStream<Path> folder, Path path) throws IOException {
        forEach(folder, path, found -> {
            if (!found.is.isDirectory()) {
                folder.deleteFile(found.name());
            } else if (!found.name().toString().startsWith(moved)) {
                unlock(found.path, found);
                folder.move(found.name(), top, Path.of(moved + count++));
            }
        });
    }

    /** A folder without permissions gives no handle; its path is short. */
    private static void unlock(Path folder, Entry found) throws IOException {
        if (!found.is.permissions().containsAll(OWNER)) {
            Files.setPosixFilePermissions(folder, OWNER);
        }
    }

    /** Returns why an entry is not the owner's alone, or null. */
    private String obstacle(Entry found) throws IOException {
        if (!found.is.owner().equals(owner)) {
            return "it belongs to another user";
        }
        if (found.is.isDirectory()) {
            return null;
        }
        // handles do not tell the number of names; a path counts where it leads to the same file
        Map<String, Object> named =
                Files.readAttributes(root.resolve(found.path), "unix:fileKey,nlink", LinkOption.NOFOLLOW_LINKS);
        return found.is.fileKey().equals(named.get("fileKey"))
                        && Integer.valueOf(1).equals(named.get("nlink"))
                ? null
                : "it has more than one name";
    }

    private SecureDirectoryStream<Path> enterAll(Path path) throws IOException {
        SecureDirectoryStream<Path> folder = enter(top, path.getName(0));
        for (int i = 1; i < path.getNameCount(); i++) {
            try (SecureDirectoryStream<Path> outer = folder) {
                folder = enter(outer, path.getName(i));
            }
        }
        return folder;
    }

    private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> in, Path name) throws IOException {
        if (!view(in, name).readAttributes().isDirectory()) {
            throw new NotDirectoryException(name.toString());
        }
        return in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> folder, Path name) {
        return folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
        // on Linux it always is one
        return (SecureDirectoryStream<Path>) Files.newDirectoryStream(folder);
    }

    @Override
    public void close() throws IOException {
        top.close();
    }
}
