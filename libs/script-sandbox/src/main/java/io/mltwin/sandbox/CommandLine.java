package io.mltwin.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The whole command line of a request, for each kind of sandbox. */
final class CommandLine {

    static final Path BWRAP = Path.of("/usr/bin/bwrap");
    static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private static final List<String> KERNEL_SETTINGS = List.of("/proc/sys", "/proc/sysrq-trigger");

    private final Capabilities capabilities;
    private final boolean countsPerNamespace;

    /**
     * @param countsPerNamespace whether the kernel counts the processes of a user namespace by
     *     themselves, as Linux does from 5.14 on
     */
    CommandLine(Capabilities capabilities, boolean countsPerNamespace) {
        this.capabilities = capabilities;
        this.countsPerNamespace = countsPerNamespace;
    }

    /** Returns whether this process makes namespaces without one of users. */
    boolean mounts() {
        return capabilities.canMount();
    }

    /**
     * Namespaces of its own: users (unless it gets a user of its own), processes, mounts, IPC, host
     * name.
     *
     * @param alone whether it has a network of its own that leads nowhere, else the caller's
     */
    List<String> bubblewrap(SandboxRequest request, SandboxUser user, boolean alone) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(BWRAP.toString());
        if (user == null) {
            line.addAll(List.of("--unshare-user", "--disable-userns"));
        }
        line.addAll(List.of(
                "--unshare-pid",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--as-pid-1",
                "--die-with-parent",
                "--new-session"));
        if (alone) {
            line.add("--unshare-net");
        }
        SystemFolders.addTo(line);
        String size = Long.toString(request.limits().temporaryBytes());
        line.addAll(List.of("--proc", "/proc"));
        if (user == null) {
            // the platform's user may be root, to whom settings of the kernel belong there too
            for (String settings : KERNEL_SETTINGS) {
                line.addAll(List.of("--ro-bind-try", settings, settings));
            }
        }
        line.addAll(List.of("--dev", "/dev"));
        line.addAll(List.of("--perms", "1777", "--size", size, "--tmpfs", "/dev/shm"));
        line.addAll(List.of("--remount-ro", "/dev"));
        line.addAll(List.of("--perms", "1777", "--size", size, "--tmpfs", "/tmp"));
        mount(line, request);
        line.addAll(List.of("--remount-ro", "/", "--cap-drop", "ALL"));
        if (user != null) {
            for (String capability : List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")) {
                line.addAll(List.of("--cap-add", capability));
            }
        }
        line.add("--");
        if (user != null) {
            setpriv(line, user, true);
        }
        limits(line, request.limits(), user != null || countsPerNamespace);
        line.addAll(Shim.line(request.folder(), request.command(), true));
        return line;
    }

    /**
     * @param alone as in {@link #bubblewrap}
     */
    List<String> otherUser(SandboxRequest request, SandboxUser user, boolean alone) {
        List<String> line = new ArrayList<>(alone ? SandboxNetwork.MAKE : List.of());
        setpriv(line, user, capabilities.canLimitCapabilities());
        limits(line, request.limits(), true);
        line.addAll(Shim.line(request.folder(), request.command(), false));
        return line;
    }

    List<String> none(SandboxRequest request) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(PRLIMIT)) {
            limits(line, request.limits(), false);
        }
        line.addAll(Shim.line(request.folder(), request.command(), false));
        return line;
    }

    /** A place in the sandbox; the outer ones are mounted before those inside them. */
    private record Place(String option, Path path) {}

    private static void mount(List<String> line, SandboxRequest request) {
        List<Place> places = new ArrayList<>();
        Stream.concat(Stream.of(SystemFolders.USR), request.readOnly().stream())
                .flatMap(shown -> request.hidden().stream().filter(path -> path.startsWith(shown)))
                .distinct()
                .forEach(path -> places.add(new Place("--tmpfs", path)));
        request.readOnly().stream()
                .distinct()
                .filter(path -> !SystemFolders.shows(path) || isCovered(path, places))
                .filter(path -> places.stream().noneMatch(place -> place.path().equals(path)))
                .forEach(path -> places.add(new Place("--ro-bind", path)));
        places.add(new Place("--bind", request.folder()));
        places.sort(Comparator.comparing(place -> place.path().getNameCount()));
        List<Place> made = new ArrayList<>();
        made.add(new Place("--ro-bind", SystemFolders.USR));
        for (Place place : places) {
            String path = place.path().toString();
            openParents(line, place.path(), made);
            made.add(place);
            line.addAll(isCover(place) ? List.of(place.option(), path) : List.of(place.option(), path, path));
        }
        places.stream()
                .filter(CommandLine::isCover)
                .forEach(place ->
                        line.addAll(List.of("--remount-ro", place.path().toString())));
    }

    /** Opens the folders that bubblewrap makes on the way to a place, which are closed to another user. */
    private static void openParents(List<String> line, Path place, List<Place> made) {
        for (int i = 1; i < place.getNameCount(); i++) {
            Path parent = place.getRoot().resolve(place.subpath(0, i));
            boolean missing = made.stream()
                    .filter(outer -> parent.startsWith(outer.path()))
                    .max(Comparator.comparing(outer -> outer.path().getNameCount()))
                    .map(outer -> isCover(outer) && !outer.path().equals(parent))
                    .orElse(true);
            if (missing) {
                line.addAll(List.of("--perms", "0755", "--dir", parent.toString()));
            }
        }
    }

    private static boolean isCovered(Path path, List<Place> places) {
        return places.stream().anyMatch(place -> isCover(place) && path.startsWith(place.path()));
    }

    private static boolean isCover(Place place) {
        return place.option().equals("--tmpfs");
    }

    private static void setpriv(List<String> line, SandboxUser user, boolean bounding) {
        String number = Integer.toString(user.uid());
        line.addAll(List.of(
                SETPRIV.toString(),
                "--reuid=" + number,
                "--regid=" + number,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all"));
        if (bounding) {
            line.add("--bounding-set=-all");
        }
        // who changes the user loses the signal that bubblewrap asked for
        line.addAll(List.of("--pdeathsig", "KILL"));
    }

    private static void limits(List<String> line, SandboxLimits limits, boolean processes) {
        line.addAll(List.of(
                PRLIMIT.toString(), "--core=0", "--data=" + limits.memoryBytes(), "--fsize=" + limits.diskBytes()));
        if (processes) {
            line.add("--nproc=" + limits.processes());
        }
    }
}
