package io.mltwin.scoring.keys;

/** Provides signing keys. */
public interface SigningKeySource {

    /**
     * Returns the key pair of a name; made when there is none.
     *
     * @throws io.mltwin.platform.http.EventLoopOrWorker.WorkerNeededException on the event loop, where
     *     it is not in memory
     */
    SigningKeys.SigningKey named(String name);
}
