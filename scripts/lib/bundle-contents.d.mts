export interface BundleFile {
  readonly to: string;
  readonly from: string;
  readonly executable: boolean;
}

export function packagesOf(root: string): string[];
export function bundleContents(root: string): BundleFile[];
