package org.ouzel.engine.store;

/** Lets a snapshot take a large collection's image, part by part. One thread at a time. */
public final class ImageWalk extends CollectionWalk {
    private final CollectionImage image;

    public ImageWalk(final SnapshotWalk snapshot, final Collection collection, final MemberSaver saver,
        final CollectionImage image) {
        super(snapshot, collection, saver);
        this.image = image;
    }

    /** Takes note of bytes that are kept for the image; or no longer are, with a negative number. */
    public void hold(final long bytes) {
        saver().hold(bytes);
    }

    /** Is called behind each {@link #hold}; parts may be taken then, and the walk may even end. */
    public void keepFromPilingUp() {
        makeRoom();
    }

    @Override
    boolean step() {
        return saver().savePart(image);
    }

    @Override
    void detach() {
        image.close();
    }
}
