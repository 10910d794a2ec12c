/**
 * Downloads and uploads without a worker that waits for the client. Start reading
 * at {@link io.mltwin.armweb.transfers.Download}.
 */
package io.mltwin.armweb.transfers;
