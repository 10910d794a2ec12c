/**
 * The files of a run and the data that it names, to and from blobs and file shares, and the log of
 * the run. Start reading at RunData.
 */
package io.mltwin.node.data;
