/**
 * What is sent to clients and comes from them without a worker that waits for them. Start reading
 * at {@link io.mltwin.armweb.transfers.Download}.
 */
package io.mltwin.armweb.transfers;
