// A box of messages keeps to its newest one, until its reader scrolls up.

const NEAR = 160; // pixels from the end that still count as reading the newest

export class Newest {
  constructor(box, flow, button) {
    Object.assign(this, { box, button, kept: true, shape: "" });
    button.onclick = () => { this.down(); box.focus(); };
    box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    const watch = new ResizeObserver(() => { if (this.kept) this.down(); });
    watch.observe(box); // it became narrower or lower
    watch.observe(flow); // a message came or grew
  }

  atEnd() { return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR; }

  // What moves while the shape changes is the layout's doing, not the reader's.
  scrolled() {
    const { scrollHeight, clientHeight, clientWidth } = this.box;
    const shape = `${scrollHeight} ${clientHeight} ${clientWidth}`;
    if (this.atEnd()) this.kept = true;
    else if (shape === this.shape) this.kept = false;
    this.shape = shape;
    if (this.kept) this.button.hidden = true;
  }

  came(mine) {
    if (mine || this.kept) this.down();
    else this.button.hidden = false;
  }

  down() {
    this.kept = true;
    this.box.scrollTop = this.box.scrollHeight;
    this.button.hidden = true;
  }
}
