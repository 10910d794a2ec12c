package io.mltwin.e2e.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network that breaks: passes bytes to a port of this machine and back, and resets connections in
 * the middle of the answer, as often as it is told to.
 */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final long cutAfter;
    private final AtomicInteger cuts;
    private final AtomicInteger done = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(CuttingProxy::daemon);

    /**
     * @param cutAfter bytes of answers that a connection lasts
     * @param cuts connections that are cut; later ones last
     */
    CuttingProxy(int target, long cutAfter, int cuts) throws IOException {
        this.target = target;
        this.cutAfter = cutAfter;
        this.cuts = new AtomicInteger(cuts);
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections were cut. */
    int cut() {
        return done.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                long most = cuts.getAndDecrement() > 0 ? cutAfter : Long.MAX_VALUE;
                threads.execute(() -> pass(client, server, Long.MAX_VALUE));
                threads.execute(() -> pass(server, client, most));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void pass(Socket from, Socket to, long most) {
        byte[] buffer = new byte[8192];
        long passed = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                passed += read;
                if (passed > most) {
                    done.incrementAndGet();
                    to.setSoLinger(true, 0);
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // by the other direction, or by a client
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
