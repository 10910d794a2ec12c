package io.mltwin.container;

import io.mltwin.container.ContainerRuntime.ContainerChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Hands frames to a container on a thread of its own: a container that takes none holds nobody up,
 * and frames that wait go together.
 */
final class FrameWriter {

    private static final Frame END = Frame.of(java.util.Map.of("type", "end"));

    private final ContainerChannel channel;
    private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>();

    FrameWriter(ContainerChannel channel) {
        this.channel = channel;
        Thread thread = new Thread(this::writeAll, "container-requests");
        thread.setDaemon(true);
        thread.start();
    }

    void write(Frame frame) {
        queue.add(frame);
    }

    void end() {
        queue.add(END);
    }

    private void writeAll() {
        try {
            List<Frame> frames = new ArrayList<>();
            while (!frames.contains(END)) {
                frames.clear();
                frames.add(queue.take());
                queue.drainTo(frames);
                channel.write(frames.stream().filter(frame -> frame != END).toList());
            }
        } catch (IOException e) {
            // It has ended, or takes no requests: how it ended says more than that.
            channel.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
