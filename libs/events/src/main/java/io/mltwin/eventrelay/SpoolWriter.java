package io.mltwin.eventrelay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes events on a thread of its own, which is started for the first: all that came meanwhile by
 * one write and one force of the disk.
 */
final class SpoolWriter {

    private static final int MOST_AT_ONCE = 1000;

    /** Keeps events, or throws where the disk does not take them. */
    interface Appender {
        void append(List<byte[]> contents) throws IOException;
    }

    private record Event(byte[] content, CompletableFuture<Void> kept) {}

    private final Appender appender;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private volatile boolean started;

    SpoolWriter(Appender appender) {
        this.appender = appender;
    }

    CompletableFuture<Void> append(byte[] content) {
        Event event = new Event(content, new CompletableFuture<>());
        queue.add(event);
        if (!started) {
            start();
        }
        return event.kept();
    }

    private synchronized void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::writeAll, "spool-writer");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void writeAll() {
        List<Event> events = new ArrayList<>();
        try {
            while (true) {
                events.clear();
                events.add(queue.take());
                queue.drainTo(events, MOST_AT_ONCE);
                write(events);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Event> events) {
        try {
            appender.append(events.stream().map(Event::content).toList());
        } catch (IOException | RuntimeException e) {
            events.forEach(event -> event.kept().completeExceptionally(e));
            return;
        }
        events.forEach(event -> event.kept().complete(null));
    }
}
