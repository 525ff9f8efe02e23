package org.fraiseql.database;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/**
 * Hands PostgreSQL's messages on only when they are whole.
 *
 * <p>The decoder of the PostgreSQL client keeps every byte that it has read until a read ends
 * exactly where a message does, and copies all of them every sixteen reads. On a connection with
 * large results and more requests behind them that moment may not come for a long time: the copies
 * grow with the square of the stream, then memory runs out. This handler collects the one message
 * that a read cuts in two in a buffer of exactly its size, so the decoder never keeps anything.
 */
final class WholeMessages extends ChannelInboundHandlerAdapter {

  /** A message starts with its kind, one byte, and its length without that byte, four bytes. */
  private static final int HEADER = 5;

  /** What PostgreSQL itself can send at most in one message. */
  private static final int LARGEST = 0x3FFFFFFF;

  private @Nullable ByteBuf message;
  private int missing;
  private final byte[] header = new byte[HEADER];
  private int headerBytes;

  @Override
  public void channelRead(ChannelHandlerContext context, Object read) {
    ByteBuf bytes = (ByteBuf) read;
    try {
      if (headerBytes > 0 && !completeHeader(context, bytes)) {
        return;
      }
      if (message != null && !completeMessage(context, bytes)) {
        return;
      }
      int whole = wholeMessages(bytes);
      if (whole > 0) {
        context.fireChannelRead(bytes.readRetainedSlice(whole));
      }
      keep(context, bytes);
    } finally {
      bytes.release();
    }
  }

  private boolean completeHeader(ChannelHandlerContext context, ByteBuf bytes) {
    int taken = Math.min(HEADER - headerBytes, bytes.readableBytes());
    bytes.readBytes(header, headerBytes, taken);
    headerBytes += taken;
    if (headerBytes < HEADER) {
      return false;
    }
    int length = (header[1] & 0xFF) << 24 | (header[2] & 0xFF) << 16 | (header[3] & 0xFF) << 8;
    start(context, length | header[4] & 0xFF).writeBytes(header);
    missing -= HEADER;
    headerBytes = 0;
    return true;
  }

  private boolean completeMessage(ChannelHandlerContext context, ByteBuf bytes) {
    ByteBuf started = message;
    if (started == null) {
      return true;
    }
    int taken = Math.min(missing, bytes.readableBytes());
    started.writeBytes(bytes, taken);
    missing -= taken;
    if (missing > 0) {
      return false;
    }
    message = null;
    context.fireChannelRead(started);
    return true;
  }

  private static int wholeMessages(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int end = bytes.writerIndex();
    int at = start;
    while (end - at >= HEADER) {
      int size = size(bytes.getInt(at + 1));
      if (size > end - at) {
        break;
      }
      at += size;
    }
    return at - start;
  }

  private void keep(ChannelHandlerContext context, ByteBuf bytes) {
    int rest = bytes.readableBytes();
    if (rest < HEADER) {
      bytes.readBytes(header, 0, rest);
      headerBytes = rest;
      return;
    }
    start(context, bytes.getInt(bytes.readerIndex() + 1)).writeBytes(bytes);
    missing -= rest;
  }

  private ByteBuf start(ChannelHandlerContext context, int length) {
    missing = size(length);
    ByteBuf started = context.alloc().buffer(missing, missing);
    message = started;
    return started;
  }

  private static int size(int length) {
    if (length < 4 || length > LARGEST) {
      throw new DecoderException("No PostgreSQL message has the length " + length);
    }
    return length + 1;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    ByteBuf started = message;
    if (started != null) {
      message = null;
      started.release();
    }
  }
}
