package io.mltwin.local.reset;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.Sha256;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.Progress;
import io.mltwin.local.reset.PlatformReset.Epoch;
import io.mltwin.local.reset.PlatformReset.Pause;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Keeps what a reset would clear under names, and brings it back. Each service keeps its own part, all six while they
 * are paused, under one id: parts of several ids are no snapshot.
 */
public record PlatformSnapshots(
        PlatformClient client,
        PlatformSettings settings,
        OperatorCredentials credentials,
        DataFolder folder,
        Progress progress) {

    private static final String PATH = "/_mltwin/snapshots";
    private static final String SAVE = "snapshot save ";
    private static final String LOAD = "snapshot load ";

    record Request(String name, String id, long epoch, long offset, byte[] content) {
        static Request named(String name) {
            return new Request(name, null, 0, 0, null);
        }
    }

    /**
     * A snapshot that is there.
     *
     * @param id null when it is not whole
     * @param savedAt milliseconds since 1970
     * @param refusal why it cannot be loaded; null when it can
     */
    public record Saved(String name, String id, long bytes, long savedAt, String refusal) {}

    /** Work with the services. */
    private interface Work<T> {
        T with(ServiceSteps steps) throws IOException, InterruptedException;
    }

    private <T> T with(Work<T> work) throws IOException, InterruptedException {
        try (ServiceSteps steps = new ServiceSteps(client, settings, credentials)) {
            return work.with(steps);
        }
    }

    /**
     * Saves all there is, in place of what had the name.
     *
     * @throws RefusalException when a service cannot save: then all go on without a new snapshot
     */
    public void save(String name) throws IOException, InterruptedException {
        Optional<String> before = ResetMarker.unended(folder).filter(command -> !command.startsWith(SAVE));
        if (before.isPresent()) {
            throw new RefusalException(
                    "'./mltwin " + before.get() + "' has begun and not ended: repeat it before anything is saved.");
        }
        ResetMarker.during(
                folder,
                SAVE + name,
                () -> with(steps -> {
                    try {
                        steps.postAll(PATH + "/hold", Pause.random());
                        progress.say("all six services are paused");
                        steps.postAll(
                                PATH + "/save",
                                new Request(name, UUID.randomUUID().toString(), 0, 0, null));
                    } finally {
                        release(steps);
                    }
                    return null;
                }));
    }

    /** Those that a save has paused go on. */
    private static void release(ServiceSteps steps) throws IOException, InterruptedException {
        steps.all(service -> {
            Reply state = steps.get(service, PlatformReset.PATH);
            return state.body().path("phase").asText().equals("HELD")
                    ? steps.post(
                            service,
                            PlatformReset.PATH + "/resume",
                            new Epoch(state.body().path("epoch").asLong()))
                    : state;
        });
    }

    /**
     * Resets the platform, then brings all back as it was saved, with the clock.
     *
     * @throws RefusalException when there is none, or it cannot be loaded: then nothing has changed; or when a service
     *     fails: then it must be repeated
     */
    public void load(String name) throws IOException, InterruptedException {
        with(steps -> require(steps, name));
        ResetMarker.during(
                folder,
                LOAD + name,
                () -> with(steps -> {
                    require(steps, name);
                    long epoch = PlatformReset.pause(steps, Pause.random());
                    progress.say("all six services are paused");
                    steps.postAll(PATH + "/load", new Request(name, null, epoch, 0, null));
                    progress.say("all are as the snapshot has them, epoch " + epoch + " begins");
                    steps.postAll(PlatformReset.PATH + "/resume", new Epoch(epoch));
                    return null;
                }));
    }

    /** Ends what was interrupted; false when the command is none of a snapshot. */
    public boolean finish(String command) throws IOException, InterruptedException {
        if (command.startsWith(LOAD)) {
            load(command.substring(LOAD.length()));
            return true;
        }
        if (command.startsWith(SAVE)) {
            ResetMarker.during(
                    folder,
                    command,
                    () -> with(steps -> {
                        release(steps);
                        return null;
                    }));
            return true;
        }
        return false;
    }

    /** Returns the snapshots that are there, by their names. */
    public List<Saved> list() throws IOException, InterruptedException {
        return with(this::list);
    }

    private List<Saved> list(ServiceSteps steps) throws IOException, InterruptedException {
        Map<String, Map<PlatformService, JsonNode>> parts = new TreeMap<>();
        steps.all(service -> steps.get(service, PATH))
                .forEach((service, reply) -> reply.body()
                        .forEach(part -> parts.computeIfAbsent(
                                        part.path("name").asText(), name -> new EnumMap<>(PlatformService.class))
                                .put(service, part)));
        List<Saved> all = new ArrayList<>();
        parts.forEach((name, of) -> all.add(saved(name, of)));
        return all;
    }

    private static Saved saved(String name, Map<PlatformService, JsonNode> parts) {
        Set<String> ids =
                parts.values().stream().map(part -> part.path("id").asText()).collect(Collectors.toSet());
        boolean whole = parts.size() == PlatformService.values().length && ids.size() == 1;
        String refusals = parts.entrySet().stream()
                .filter(part -> part.getValue().hasNonNull("refusal"))
                .map(part -> part.getKey().key() + ": "
                        + part.getValue().path("refusal").asText())
                .findFirst()
                .orElse(null);
        return new Saved(
                name,
                whole ? ids.iterator().next() : null,
                parts.values().stream()
                        .mapToLong(part -> part.path("bytes").asLong())
                        .sum(),
                parts.values().stream()
                        .mapToLong(part -> part.path("savedAt").asLong())
                        .max()
                        .orElse(0),
                whole ? refusals : "it was not saved to its end: save it again, or delete it");
    }

    private Saved require(ServiceSteps steps, String name) throws IOException, InterruptedException {
        List<Saved> all = list(steps);
        Saved saved = all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RefusalException("There is no snapshot '" + name + "', but "
                        + (all.isEmpty()
                                ? "none at all: './mltwin snapshot save NAME' makes one."
                                : all.stream().map(Saved::name).collect(Collectors.joining(", ")) + ".")));
        if (saved.refusal() != null) {
            throw new RefusalException(
                    "The snapshot '" + name + "' cannot be loaded: " + saved.refusal() + ". Nothing was changed.");
        }
        return saved;
    }

    /** Deletes one, also one that is not whole. */
    public void delete(String name) throws IOException, InterruptedException {
        with(steps -> {
            if (list(steps).stream().noneMatch(one -> one.name().equals(name))) {
                throw new RefusalException("There is no snapshot '" + name + "'.");
            }
            return steps.postAll(PATH + "/delete", Request.named(name));
        });
    }

    /** Writes one into a file under a passphrase; each time the same bytes. */
    public void export(String name, Path file, char[] passphrase) throws IOException, InterruptedException {
        with(steps -> {
            Saved saved = require(steps, name);
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            try {
                DataFolder.writePrivate(draft, "");
                try (DataOutputStream out =
                        new DataOutputStream(SealedFile.STRONG.write(draft, passphrase, Sha256.hash(saved.id())))) {
                    out.writeUTF(name);
                    for (PlatformService service : PlatformService.values()) {
                        copyOut(steps, service, name, out);
                    }
                }
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            return null;
        });
    }

    private static void copyOut(ServiceSteps steps, PlatformService service, String name, DataOutputStream out)
            throws IOException, InterruptedException {
        long offset = 0;
        while (true) {
            byte[] content = steps.post(service, PATH + "/read", new Request(name, null, 0, offset, null))
                    .body()
                    .path("content")
                    .binaryValue();
            out.writeInt(content.length);
            out.write(content);
            if (content.length == 0) {
                return;
            }
            offset += content.length;
        }
    }

    /**
     * Brings one from a file.
     *
     * @return its name
     * @throws RefusalException when the file cannot be opened by the passphrase, or one of its name is there: then
     *     nothing has changed
     */
    public String bring(Path file, char[] passphrase) throws IOException, InterruptedException {
        return with(steps -> {
            String name;
            // all of it is verified before anything is changed
            try (DataInputStream in = new DataInputStream(SealedFile.STRONG.read(file, passphrase))) {
                name = in.readUTF();
                in.transferTo(OutputStream.nullOutputStream());
            }
            if (list(steps).stream().anyMatch(one -> one.name().equals(name))) {
                throw new RefusalException(
                        "There is a snapshot '" + name + "' already: delete it first. Nothing was changed.");
            }
            try (DataInputStream in = new DataInputStream(SealedFile.STRONG.read(file, passphrase))) {
                in.readUTF();
                for (PlatformService service : PlatformService.values()) {
                    copyIn(steps, service, name, in);
                }
            }
            return name;
        });
    }

    private static void copyIn(ServiceSteps steps, PlatformService service, String name, DataInputStream in)
            throws IOException, InterruptedException {
        long offset = 0;
        byte[] content;
        do {
            content = in.readNBytes(in.readInt());
            steps.post(service, PATH + "/write", new Request(name, null, 0, offset, content));
            offset += content.length;
        } while (content.length > 0);
    }
}
