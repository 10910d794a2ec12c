package io.mltwin.console.parts;

import io.mltwin.console.receipts.CallsOfPage;
import io.mltwin.console.receipts.MadeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A part of a page: what was read of it once its group was read. */
public final class Part<T> {

    private final Supplier<T> reader;
    private final List<MadeCall> calls = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private T value;
    private RuntimeException problem;
    private Error fault;

    Part(Supplier<T> reader) {
        this.reader = reader;
    }

    /** Returns what was read. */
    public T value() {
        if (ended.getCount() > 0) {
            throw new IllegalStateException("The group of this part is not read yet");
        }
        return value;
    }

    void read(CallsOfPage page) {
        try {
            value = page.collect(calls, reader);
        } catch (RuntimeException e) {
            problem = e;
        } catch (Error e) {
            fault = e;
        } finally {
            ended.countDown();
        }
    }

    /** The calls that were made for it. */
    List<MadeCall> calls() {
        return calls;
    }

    void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The page is not read to its end", e);
        }
    }

    void rethrow() {
        if (fault != null) {
            throw fault;
        }
        if (problem != null) {
            throw problem;
        }
    }
}
