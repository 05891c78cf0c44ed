/** Reading aloud in Chinese: the device's own voice, else the item's recording, else nothing but a notice. */
export type SpeechOutcome = 'spoken' | 'recording' | 'none';

export interface VoiceLike {
  readonly lang: string;
  readonly localService: boolean;
}

/** A Mandarin voice, one that works without the network first. Null when the device has none. */
export function chooseVoice<V extends VoiceLike>(voices: readonly V[]): V | null {
  const chinese = voices.filter(({ lang }) => /^(zh|cmn)\b/i.test(lang.replace('_', '-')));
  const mandarin = chinese.filter(({ lang }) => !/hk|tw|yue/i.test(lang));
  const pool = mandarin.length > 0 ? mandarin : chinese;
  return pool.find(({ localService }) => localService) ?? pool[0] ?? null;
}

const VOICES_TIMEOUT_MS = 1500;

/** Voices come late in some browsers: waits for `voiceschanged`, at most 1.5 s. */
async function voices(synthesis: SpeechSynthesis): Promise<readonly SpeechSynthesisVoice[]> {
  const now = synthesis.getVoices();
  if (now.length > 0) return now;
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      synthesis.removeEventListener?.('voiceschanged', done);
      resolve(synthesis.getVoices());
    };
    const timer = setTimeout(done, VOICES_TIMEOUT_MS);
    synthesis.addEventListener?.('voiceschanged', done);
  });
}

let playing: HTMLAudioElement | null = null;
let run = 0;

export function stopSpeech(): void {
  run += 1;
  playing?.pause();
  playing = null;
  if ('speechSynthesis' in window) window.speechSynthesis.cancel();
}

export async function findVoice(): Promise<SpeechSynthesisVoice | null> {
  const synthesis = 'speechSynthesis' in window ? window.speechSynthesis : null;
  return synthesis && typeof SpeechSynthesisUtterance === 'function' ? chooseVoice(await voices(synthesis)) : null;
}

export interface Reading {
  /** Spoken one after another, in the order shown. */
  readonly texts: readonly string[];
  readonly rate: number;
  /** Address of a recording, for devices without a voice. */
  readonly recording?: string | undefined;
  readonly onEnd: () => void;
}

/** @returns how it is being read; `onEnd` is called when the reading is over */
export async function speak(reading: Reading): Promise<SpeechOutcome> {
  stopSpeech();
  const own = run;
  const voice = await findVoice();
  if (own !== run) return 'none';
  if (voice) {
    reading.texts.forEach((text, index) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = reading.rate;
      if (index === reading.texts.length - 1) utterance.addEventListener('end', () => own === run && reading.onEnd());
      window.speechSynthesis.speak(utterance);
    });
    return 'spoken';
  }
  if (reading.recording !== undefined) {
    playing = new Audio(reading.recording);
    playing.playbackRate = reading.rate;
    playing.addEventListener('ended', () => own === run && reading.onEnd(), { once: true });
    try {
      await playing.play();
      return 'recording';
    } catch {
      playing = null;
    }
  }
  reading.onEnd();
  return 'none';
}
