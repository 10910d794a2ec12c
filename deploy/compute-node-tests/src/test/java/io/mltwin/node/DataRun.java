package io.mltwin.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run of one shell command on a node, in front of a datastore with a few blobs. */
final class DataRun {

    private final NodeUnderTest node;

    DataRun(Path folder) throws Exception {
        node = new NodeUnderTest(folder);
        node.platform.data.given.add("sig=new");
        put("train/a.csv", "1,2");
        put("train/deep/b.csv", "3");
        put("train/c d.csv", "4");
        put("trainer/other.csv", "no");
        put("train/folder/", "");
    }

    FakePlatform platform() {
        return node.platform;
    }

    /** Stores a blob in the datastore. */
    void put(String name, String content) {
        node.platform.blobs.put("/data/" + name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The content of a blob of the datastore; null when it is not there. */
    String stored(String name) {
        return node.platform.text("/data/" + name);
    }

    /** Runs the command; returns the status in which the run has ended. */
    String run(String command) throws Exception {
        node.platform.submit("run1", "bash", null, Map.of(), List.of("-c", command), null);
        node.runUntilReleased();
        return node.platform.told().get(node.platform.told().size() - 1);
    }

    String log() {
        return node.log();
    }

    void close() throws Exception {
        node.close();
    }
}
